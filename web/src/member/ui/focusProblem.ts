/** After a form was refused: the first field that is wrong takes the focus, once the page shows it. */
export function focusProblem(form: HTMLElement): void {
  setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
