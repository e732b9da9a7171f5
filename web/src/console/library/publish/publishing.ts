/** "Chuyển đổi số, Xây dựng Đảng" as topics: no empty ones, each once. */
export function topicsOf(text: string): string[] {
  return [...new Set(text.split(/[,;\n]/).map(topic => topic.trim().normalize('NFC')))].filter(Boolean);
}

/** What the library takes, for the file picker; the server looks into the file itself. */
export const ACCEPTED = '.pdf,.docx,.xlsx,.pptx,.txt,.jpg,.jpeg,.png,.webp,.mp3,.m4a,.ogg';
