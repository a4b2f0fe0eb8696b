const COLORS = [
  '#1a73e8',
  '#9aa0a6',
  '#34a853',
  '#f29900',
  '#d93025',
  '#9334e6',
  '#12b5cb',
  '#795548',
  '#e52592',
  '#202124',
];

export function svg(width: number, height: number, title: string, content: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    ...content,
    '</svg>',
    '',
  ].join('\n');
}

export function colorOf(index: number): string {
  return COLORS[index % COLORS.length] ?? 'black';
}

export function text(x: number, y: number, content: string, more = ''): string {
  return `<text x="${x}" y="${y}" fill="#202124" ${more}>${escaped(content)}</text>`;
}

export function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
