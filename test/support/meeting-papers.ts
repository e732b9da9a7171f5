import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JobQueue } from '../../src/platform/jobs/job-queue.js';
import { once } from './meetings.js';
import type { Loose, Person } from './person.js';
import type { World } from './world.js';

const SHOWN = 'id kind format state name isFinal url size sha256 askedAt madeAt problem';

export const ASK_PAPER = `mutation($meetingId: ID!, $kind: PaperKind!, $format: PaperFormat!, $subjectId: ID, $once: ID!) {
  askPaper(meetingId: $meetingId, kind: $kind, format: $format, subjectId: $subjectId, clientMutationId: $once) { ${SHOWN} } }`;
export const PAPER = `query($id: ID!) { paper(id: $id) { ${SHOWN} } }`;
export const PAPERS = `query($id: ID!) { papers(meetingId: $id) { kind subjectId title isFinal papers { ${SHOWN} } } }`;

/** A paper of a meeting, asked for and made. */
export async function paper(
  w: World,
  person: Person,
  meeting: Loose,
  kind: string,
  format: 'PDF' | 'DOCX',
  subjectId?: string,
): Promise<Loose> {
  const { askPaper } = await person.ask(ASK_PAPER, { meetingId: meeting.id, kind, format, subjectId, once: once() });
  if (askPaper.state !== 'READY') await w.settle();
  return (await person.ask(PAPER, { id: askPaper.id })).paper;
}

/** The bytes of a paper. */
export async function contentOf(person: Person, { id }: Loose): Promise<Buffer> {
  const reply = await person.fetch(`/papers/${id}`);
  if (!reply.ok) throw new Error(`No paper: ${reply.status}`);
  return Buffer.from(await reply.arrayBuffer());
}

/** The queue is wiped: only the rows tell what was asked for. */
export async function dropJobs(w: World): Promise<void> {
  for (const job of await w.get(JobQueue).queue('heavy').getJobs(['waiting', 'delayed', 'prioritized']))
    await job.remove();
}

/** A restored backup without its files. */
export async function loseContents(w: World): Promise<void> {
  await rm(join(w.config.dataDir, 'files', 'papers'), { recursive: true });
}
