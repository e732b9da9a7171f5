import sanitizeHtml from 'sanitize-html';

/** The second belt: whatever the first one let through that is not in this list is taken out. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['section', 'h1', 'h2', 'h3', 'h4', 'p', 'div', 'span', 'br', 'hr', 'aside'],
    ...['b', 'i', 'u', 's', 'sup', 'sub', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'caption'],
  ],
  allowedAttributes: {
    section: ['id', 'data-page', 'aria-label'],
    a: ['href', 'rel', 'id'],
    '*': ['class'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
    div: ['tabindex'],
  },
  allowedSchemes: ['https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
};

/** The HTML without anything that is not in the list: no script, picture, style, frame, form or foreign link. */
export function belted(html: string): string {
  return sanitizeHtml(html, ALLOWED);
}
