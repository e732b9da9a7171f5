/** "0987654321" of "+84987654321": how people here say and type a number. Numbers of other countries stay as they are. */
export function nationalPhone(phone: string | null): string {
  return (phone ?? '').replace(/^\+84(?=\d{9,10}$)/, '0');
}
