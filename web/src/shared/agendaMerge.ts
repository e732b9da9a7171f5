/** An item of an agenda as a form holds it: `key` is the same in every edition of the same item. */
interface Item {
  key: string;
  title: string;
  presenter: string;
  minutes: string;
  notes: string;
  isCommitteeOnly: boolean;
}

const TEXTS = ['title', 'presenter', 'minutes', 'notes'] as const;

/** Does one edition of an item say something else than the other? */
function differs(one: Item, other: Item): boolean {
  return TEXTS.some(name => one[name].trim() !== other[name].trim()) || one.isCommitteeOnly !== other.isCommitteeOnly;
}

/**
 * Both editions of one item, each against what both began with: what only one of the two changed is taken from that one. Where both
 * changed the same line, the own one stays and the other's stands in the notes, so that no word is lost.
 */
function mergedItem<T extends Item>(base: T | undefined, mine: T, theirs: T): T {
  const made = { ...mine };
  const left: string[] = [];
  for (const name of TEXTS) {
    const [before, own, other] = [base?.[name].trim() ?? '', mine[name].trim(), theirs[name].trim()];
    if (own === other || other === before) continue;
    if (own === before) made[name] = theirs[name];
    else if (name === 'notes') made.notes = `${mine.notes.trim()}\n${theirs.notes.trim()}`.trim();
    else if (other) left.push(other);
  }
  if (left.length > 0) made.notes = [made.notes.trim(), left.join(' · ')].filter(Boolean).join('\n');
  // What either of them keeps to the committee stays there until both say otherwise.
  made.isCommitteeOnly = mine.isCommitteeOnly || theirs.isCommitteeOnly;
  return made;
}

/**
 * Two agendas that grew from one, as one (gộp): in the order of the stored one, with the own new items where they stood. An item that
 * one of them took out goes, unless the other has changed it meanwhile; `asNew` makes an item of one that is stored no more.
 */
export function mergedAgenda<T extends Item>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  asNew: (item: T) => T,
): T[] {
  const find = (items: readonly T[], key: string) => items.find(item => item.key === key);
  const made: T[] = [];
  for (const other of theirs) {
    const [before, own] = [find(base, other.key), find(mine, other.key)];
    if (own) made.push(mergedItem(before, own, other));
    else if (!before || differs(before, other)) made.push(other);
  }
  for (const [place, own] of mine.entries()) {
    if (find(theirs, own.key)) continue;
    const before = find(base, own.key);
    if (before && !differs(before, own)) continue;
    const previous = mine.slice(0, place).findLast(item => find(made, item.key));
    made.splice(previous ? made.findIndex(item => item.key === previous.key) + 1 : 0, 0, before ? asNew(own) : own);
  }
  return made;
}
