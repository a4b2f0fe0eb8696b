import { defineConfig, type UserConfig } from 'tsdown';

/** Each entry is whole in itself. The contract is inlined, code and types; Firebase is the app's own. */
export default defineConfig([
  { ...entry('index', 'src/index.ts'), clean: true },
  { ...entry('react', 'src/react/index.ts'), clean: false },
  { ...entry('server', 'src/server/index.ts'), clean: false },
  { ...entry('testing', 'src/testing/index.ts'), clean: false },
]);

function entry(name: string, source: string): UserConfig {
  return {
    entry: { [name]: source },
    platform: 'neutral',
    target: 'es2022',
    dts: true,
    external: [/^firebase\//, 'firebase-presence', /^react(\/|$)/],
  };
}
