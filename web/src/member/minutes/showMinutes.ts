import { MinutesPageDocument, type MinutesPartsFragment } from '../../graphql/graphql.js';
import { save, savedKey, touch } from '../offline/saved.js';

/** Shows what a mutation answered without asking again. */
export async function showMinutes(minutes: MinutesPartsFragment): Promise<void> {
  const key = savedKey(MinutesPageDocument, { meetingId: minutes.meetingId });
  await save(key, { minutes });
  touch(key);
}
