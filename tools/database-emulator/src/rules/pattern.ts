/**
 * What Google refuses in a regular expression although JavaScript accepts it; undefined when there is nothing.
 * Google's expressions know `^` only as the first character and `$` only as the last one.
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
