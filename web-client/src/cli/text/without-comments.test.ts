import { expect, test } from 'vitest';
import { withoutComments } from './without-comments.ts';

/** What remains, without white space. */
const rest = (path: string, text: string): string => withoutComments(path, text).replaceAll(/\s+/g, '');

test.each([
  ['a(); // gone', 'a();'],
  ['a(); /* gone\n gone */ b();', 'a();b();'],
  ["a('// kept'); // gone", "a('//kept');"],
  ['a("it\'s", "\\"/* kept */"); /* gone */', 'a("it\'s","\\"/*kept*/");'],
  ["const text = 'don\\'t // kept'; // gone", "consttext='don\\'t//kept';"],
  [`\`https://\${host /* gone */}/kept\` // gone`, `\`https://\${host}/kept\``],
  [`\`\${{ a: \`//kept \${b}\` }}//kept\` // gone`, `\`\${{a:\`//kept\${b}\`}}//kept\``],
  ['const slashes = /[/*]/; a(); // gone', 'constslashes=/[/*]/;a();'],
  ['text.split(/\'|"/); // gone', 'text.split(/\'|"/);'],
  ['lines.map((line) => /\\/\\*/.test(line)); // gone', 'lines.map((line)=>/\\/\\*/.test(line));'],
  ['half = all / 2; // gone / gone', 'half=all/2;'],
  ["<p>It isn't</p>; // gone", "<p>Itisn't</p>;"],
  ['<br /> /* gone */', '<br/>'],
  ['{/* gone */}', '{}'],
  ['a(); /* gone to the end', 'a();'],
  ['a(`kept to the end // kept', 'a(`kepttotheend//kept'],
])('of the script %j, only the comments are removed', (script, kept) => {
  expect(rest('a.tsx', script)).toBe(kept);
});

test('offsets and lines stay', () => {
  const text = 'a(); /* one\r\ntwo */ b();\n// three\nc();';
  const without = withoutComments('a.js', text);
  expect(without).toHaveLength(text.length);
  for (const call of ['a()', 'b()', 'c()', '\r\n']) expect(without.indexOf(call), call).toBe(text.indexOf(call));
});

test('comments of HTML, and of scripts and styles inside of it, are removed', () => {
  const page =
    '<a href="https://x">// kept</a><!-- gone --><script lang="ts">a(); // gone\n</script><style>/* gone */</style>';
  expect(rest('index.html', page)).toBe('<ahref="https://x">//kept</a><scriptlang="ts">a();</script><style></style>');
  expect(rest('App.vue', '<script>\nb("</p>"); /* gone */</script>\n<p>/* kept */</p>')).toBe(
    '<script>b("</p>");</script><p>/*kept*/</p>',
  );
  expect(rest('App.svelte', '<!-- gone')).toBe('');
});

test('comments of a file of variables are removed', () => {
  const text = '# gone\nA=1 # gone\nB="#kept" # gone\nC=https://kept';
  for (const path of ['.env', '.env.local', 'web/.env']) expect(rest(path, text)).toBe('A=1B="#kept"C=https://kept');
});
