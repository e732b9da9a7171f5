/** What a reading form may consist of; everything else is unwrapped to its words. */
const TAGS = new Set(
  'section h1 h2 h3 h4 h5 h6 p div span br hr aside blockquote ul ol li b strong i em u s sup sub a table thead tbody tr th td caption'.split(
    ' ',
  ),
);
/** What is left out with everything in it. */
const GONE = new Set(
  'script style template noscript iframe object embed svg math form input button textarea select link meta base'.split(
    ' ',
  ),
);
/** The names of looks that the server gives; others could borrow those of the application itself. */
const LOOKS = new Set(
  'giua phai muc muc-1 muc-2 muc-3 dau bang rong hai-ben so chu-thich loi-nhac noi-tiep hinh khong-chu'.split(' '),
);
/** Deeper than any real paper: what lies under it is shown as words. */
const DEEPEST = 60;

/**
 * A reading form as elements of this page. The server has sanitised it once; it still comes from a stranger's file, so it is
 * read by a parser that runs and loads nothing and built anew, element by element, from the list above. It is put into
 * the page itself, not into a sandboxed frame: the reader needs to know which page is looked at, to mark notes, and to be
 * read, enlarged and darkened with the rest.
 */
export function cleanHtml(html: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const made = document.createDocumentFragment();
  copyInto(made, parsed.body, 0);
  return made;
}

function copyInto(target: Node, source: Node, depth: number): void {
  if (depth > DEEPEST) {
    target.appendChild(document.createTextNode(source.textContent ?? ''));
    return;
  }
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) target.appendChild(document.createTextNode(child.nodeValue ?? ''));
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    const element = child as Element;
    const tag = element.localName;
    if (GONE.has(tag)) continue;
    if (!TAGS.has(tag)) {
      copyInto(target, element, depth + 1);
      continue;
    }
    const copy = document.createElement(tag);
    keepAttributes(copy, element);
    copyInto(copy, element, depth + 1);
    target.appendChild(copy);
  }
}

function keepAttributes(copy: HTMLElement, from: Element): void {
  const looks = (from.getAttribute('class') ?? '').split(/\s+/).filter(name => LOOKS.has(name));
  if (looks.length > 0) copy.className = looks.join(' ');
  switch (copy.localName) {
    case 'section': {
      const page = Number(from.getAttribute('data-page'));
      if (Number.isInteger(page) && page > 0) copy.dataset['page'] = String(page);
      break;
    }
    case 'th':
    case 'td':
      for (const name of ['colspan', 'rowspan']) {
        const value = Number(from.getAttribute(name));
        if (Number.isInteger(value) && value > 1 && value <= 100) copy.setAttribute(name, String(value));
      }
      break;
    case 'div':
      // A wide table is moved by keyboard as well.
      if (looks.includes('bang')) copy.tabIndex = 0;
      break;
    case 'a':
      keepLink(copy, from.getAttribute('href') ?? '');
      break;
  }
}

function keepLink(copy: HTMLElement, address: string): void {
  if (!/^(https:\/\/|mailto:)/i.test(address)) return;
  copy.setAttribute('href', address);
  copy.setAttribute('target', '_blank');
  copy.setAttribute('rel', 'noopener noreferrer nofollow');
}
