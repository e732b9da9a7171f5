import type { Attender } from './check-in.js';
import { rounded } from './cost.js';
import type { Ground } from './ground.js';
import { SINCE, tokenOf } from './makers.js';

const ROLL = `query($id: ID!) { meeting(id: $id) { id status attendanceSummary { entitled present expected }
  attendance { state basis reason method checkedInAt receivedAt flags member { id fullName reach } } } }`;

/** Secretaries who look at their roll while it fills: at each nudge they ask again. `answered` tells when a check-in was answered. */
export async function watchRolls(ground: Ground, url: string, meetingIds: readonly string[]) {
  const stop = new AbortController();
  const answeredAt = new Map<string, number>();
  const seenAt = new Map<string, number>();
  const watched = new Set(meetingIds);
  for (const meetingId of meetingIds) await watch(await secretaryOf(ground, meetingId), meetingId);

  async function watch(token: string, meetingId: string): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    let [asking, again] = [false, false];
    const ask = async (): Promise<void> => {
      if (asking) {
        again = true;
        return;
      }
      asking = true;
      const body = JSON.stringify({ query: ROLL, variables: { id: meetingId } });
      const reply = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      const { data } = (await reply.json()) as {
        data: { meeting: { attendance: { state: string; member: { id: string } }[] } };
      };
      const now = performance.now();
      for (const { state, member } of data.meeting.attendance)
        if (state === 'PRESENT' && !seenAt.has(member.id)) seenAt.set(member.id, now);
      asking = false;
      if (again) {
        again = false;
        await ask();
      }
    };
    const stream = await fetch(`${url}/events/meetings/${meetingId}`, { headers, signal: stop.signal });
    if (!stream.ok || !stream.body) throw new Error(`No live screen: ${stream.status}`);
    const hear = async () => {
      for await (const part of stream.body ?? [])
        if (Buffer.from(part as Uint8Array).includes('data:')) void ask().catch(() => undefined);
    };
    void hear().catch(() => undefined);
  }

  return {
    answered: ({ meetingId, memberId }: Attender) => {
      if (watched.has(meetingId)) answeredAt.set(memberId, performance.now());
    },
    /** Waits until all is seen, at most five seconds, and tells how long it took. */
    end: async () => {
      for (let tries = 0; tries < 50 && seenAt.size < answeredAt.size; tries++)
        await new Promise(done => setTimeout(done, 100));
      stop.abort();
      const times = [...answeredAt]
        .map(([memberId, at]) => Math.max(0, (seenAt.get(memberId) ?? Number.POSITIVE_INFINITY) - at))
        .sort((a, b) => a - b);
      const place = (share: number) => rounded(times[Math.floor((times.length - 1) * share)] ?? 0, 1);
      return { checkIns: times.length, p50Ms: place(0.5), p95Ms: place(0.95), longestMs: place(1) };
    },
  };
}

/** Makes a secretary for the meeting's cell. */
async function secretaryOf(ground: Ground, meetingId: string): Promise<string> {
  const [made] = await ground.rows<{ id: string }>(
    `with account as (insert into accounts (id, full_name, activated_at) values (new_id(), 'Bí thư', now()) returning id)
     insert into grants (id, account_id, role, organisation_id, during)
     select new_id(), a.id, 'SECRETARY', m.cell_id, daterange($2, null) from account a, meetings m where m.id = $1 returning account_id as id`,
    [meetingId, SINCE],
  );
  return tokenOf(ground, made?.id ?? '');
}
