import type { MinutesItem, MinutesRecord, MinutesSpeech, MinutesTask, MinutesVote } from './minutes-record.js';

/** What was noted under an item of the agenda, or under none. */
type Under<T> = T & { itemId: string | null };

/** The answer of RECORDED: lists by themselves, as they lie in their tables. */
export interface Recorded extends Omit<MinutesRecord, 'items' | 'speeches' | 'votes' | 'tasks' | 'rate' | 'review'> {
  items: (Omit<MinutesItem, 'speeches' | 'votes' | 'tasks'> & { isForCommittee: boolean })[];
  speeches: Under<MinutesSpeech>[];
  votes: Under<MinutesVote>[];
  tasks: { itemId: string | null; task: MinutesTask }[];
  review: { givenIn: string; task: MinutesTask }[];
}

/**
 * The record of the minutes: what was noted under an item stands there. What the agenda keeps for the cell's committee is not minuted
 * before the whole cell, with all that lies under it.
 */
export function assembled(recorded: Recorded): MinutesRecord {
  const { items, speeches, votes, tasks, ...rest } = recorded;
  const isHidden = (itemId: string | null) =>
    rest.kind !== 'COMMITTEE' && items.some(item => item.isForCommittee && item.agendaItemId === itemId);
  const shownTasks = tasks.filter(({ itemId }) => !isHidden(itemId));
  const under = <T>(all: Under<T>[], id: string | null) =>
    all.filter(({ itemId }) => itemId === id && !isHidden(itemId)).map(({ itemId: _, ...noted }) => noted as T);
  return {
    ...rest,
    rate: rest.entitled > 0 ? (rest.present.total + rest.present.temporary) / rest.entitled : null,
    review: rest.review.map(({ givenIn, task }) => ({ ...task, givenIn })),
    reviewProgress: rest.reviewProgress === null ? null : Math.round(rest.reviewProgress * 10) / 10,
    items: items
      .filter(({ agendaItemId }) => !isHidden(agendaItemId))
      .map(({ isForCommittee: _, ...item }) => ({
        ...item,
        speeches: under<MinutesSpeech>(speeches, item.agendaItemId),
        votes: under<MinutesVote>(votes, item.agendaItemId),
        tasks: shownTasks.filter(({ itemId }) => itemId === item.agendaItemId).map(({ task }) => task),
      })),
    speeches: under<MinutesSpeech>(speeches, null),
    votes: under<MinutesVote>(votes, null),
    tasks: shownTasks.map(({ task }) => task),
  };
}

/** For those who may not know why somebody was missing: oneself and the secretary do (contract). */
export function withoutReasons(record: MinutesRecord, memberId: string | null): MinutesRecord {
  const excused = record.excused.map(one => (one.memberId === memberId ? one : { ...one, reason: null }));
  return { ...record, excused };
}
