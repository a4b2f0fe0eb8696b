/** Explains why the input accepts no more characters: a browser cuts longer text without a hint. */
export function explainLimit(input: HTMLInputElement, hint: HTMLElement): void {
  const clear = (): void => {
    hint.textContent = '';
  };
  input.addEventListener('input', () => {
    if (input.value.length < input.maxLength) clear();
    else hint.textContent = `The limit is ${input.maxLength} characters. The rest is cut.`;
  });
  input.addEventListener('blur', clear);
  input.form?.addEventListener('submit', clear);
}
