import { Chance } from '../../src/demo/chance.js';
import { COMMUNES } from '../../src/demo/communes.js';
import { fullName } from '../../src/demo/names.js';
import { COMMON, GLUE, KINDS, ONSETS, RIMES, TOPICS } from './search-words.js';

/** A paper as it would be typed: about 330 words a page. */
interface Paper {
  title: string;
  number: string;
  issuer: string;
  pages: string[];
}

const WORDS_A_PAGE = 330;

/** How many rare names of places and people there are. */
const NAMES = 6000;

/** Chooses by Zipf's law: the n-th of the list 1/(n + 2) as often as the first ones. */
function zipf<T>(list: readonly T[], chance: Chance): () => T {
  let sum = 0;
  const sums = list.map((_, index) => (sum += 1 / (index + 3)));
  return () => {
    const wanted = chance.next() * sum;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    const found = list[low];
    if (found === undefined) throw new Error('An empty list has no element.');
    return found;
  };
}

/** Writes papers by chance: the same seed writes the same ones. */
export function* papers(count: number, seed = 1): Generator<Paper> {
  const chance = new Chance(seed, Date.UTC(2026, 0, 1));
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const names = Array.from({ length: NAMES }, (_, index) =>
    index % 3 === 0
      ? fullName(chance)
      : Array.from({ length: 2 }, () => capital(chance.of(ONSETS) + chance.of(RIMES))).join(' '),
  );
  const [glue, common, name, commune] = [GLUE, COMMON, names, COMMUNES].map(list => zipf(list, chance)) as [
    () => string,
    () => string,
    () => string,
    () => string,
  ];
  const topics = TOPICS.map(list => zipf(list, chance));
  const topicOf = zipf(topics, chance);
  for (let n = 1; n <= count; n++) {
    const [main, side] = [topicOf(), topicOf()];
    const unit = (): string => {
      const at = chance.next();
      if (at < 0.34) return glue();
      if (at < 0.64) return common();
      if (at < 0.8) return main();
      if (at < 0.87) return side();
      if (at < 0.9) return topicOf()();
      if (at < 0.94) return name();
      if (at < 0.96) return commune();
      return chance.happens(0.5)
        ? `${chance.between(1, 99)}%`
        : `${chance.between(1, 28)}/${chance.between(1, 12)}/20${chance.between(18, 26)}`;
    };
    const page = () => {
      let [text, words] = ['', 0];
      while (words < WORDS_A_PAGE) {
        const sentence = Array.from({ length: chance.between(6, 16) }, unit).join(' ');
        text += `${capital(sentence)}${chance.happens(0.15) ? ';\n' : '. '}`;
        words += sentence.split(' ').length;
      }
      return text;
    };
    const [kind, sign] = chance.of(KINDS);
    const place = commune();
    yield {
      title: `${kind} về ${main()}${chance.happens(0.5) ? `, ${main()}` : ''} ${chance.happens(0.4) ? `tại ${place}` : `năm 20${chance.between(18, 26)}`}`,
      number: `${chance.between(1, 400)}-${sign}/${chance.happens(0.2) ? 'TU' : 'ĐU'}`,
      issuer: chance.happens(0.2) ? 'Tỉnh ủy' : `Đảng ủy ${place}`,
      pages: Array.from({ length: 5 }, page),
    };
  }
}
