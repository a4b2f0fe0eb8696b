/**
 * Returns what Google rejects in a regular expression although JavaScript accepts it. Undefined if there is nothing.
 * In Google's expressions `^` is only allowed as the first character and `$` only as the last one.
 */
export function patternFault(source: string): string | undefined {
  const symbols = source.replace(/\\[\s\S]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const inner = symbols.replace(/^\^/, '').replace(/\$$/, '');
  if (/[\^$]/.test(inner)) {
    return '^ must be its first character, and $ its last one';
  }
  if (/(^|[(|])\||\|($|\))|\(\)/.test(inner)) {
    return 'an alternative or a group is empty';
  }
  return undefined;
}
