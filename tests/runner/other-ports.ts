import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Far from the ports of firebase.json, and below those that the system gives to clients. */
const OFFSET = 20_000;

type Json = Record<string, unknown>;

/**
 * Writes a copy of firebase.json whose emulators have other ports, so that two suites can run side by side.
 *
 * @param options of the emulator suite; may name another firebase.json
 * @returns the options with `--config` and the copy
 */
export function onOtherPorts(options: readonly string[], folder: string): string[] {
  const index = options.indexOf('--config');
  const [file, rest] = index < 0 ? ['firebase.json', options] : [options[index + 1] ?? '', options.toSpliced(index, 2)];
  const source = join(folder, file);
  // firebase-tools finds rules and functions by the folder of this file.
  const copy = join(dirname(source), 'firebase.side.json');
  writeFileSync(copy, JSON.stringify(shiftPorts(JSON.parse(readFileSync(source, 'utf8')))));
  return [...rest, '--config', copy];
}

/** Adds the offset to each port. */
export function shiftPorts(config: Json): Json {
  const emulators = Object.entries(objectIn(config.emulators)).map(([name, value]) => [name, shifted(value)]);
  return { ...config, emulators: Object.fromEntries(emulators) };
}

function shifted(settings: unknown): unknown {
  const { port } = objectIn(settings);
  return typeof port === 'number' ? { ...objectIn(settings), port: port + OFFSET } : settings;
}

function objectIn(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
