const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** The types of contents that hold text. */
export const TEXT_TYPES = {
  pdf: 'application/pdf',
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
  pptx: `${OFFICE}.presentationml.presentation`,
  txt: 'text/plain',
} as const;

/** Whether contents of this type hold text. */
export function holdsText(mimeType: string): boolean {
  return Object.values<string>(TEXT_TYPES).includes(mimeType);
}
