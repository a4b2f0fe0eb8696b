import { join } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { read, repository } from './pages.ts';

const CONFIG_PATH = 'web-client/api-extractor.json';

/** The same for all entries, and slow to make. */
let compilerState: CompilerState | undefined;

/**
 * Returns API Extractor's report of one entry of the built package.
 *
 * @param entry the name of its file of types
 * @throws if an entry uses a type that `firebase-presence` does not export, or if a link in a docstring leads nowhere
 */
export function apiReport(entry: string): string {
  const config = configOf(entry);
  compilerState ??= CompilerState.create(config);
  const problems: string[] = [];
  const { errorCount } = Extractor.invoke(config, {
    compilerState,
    messageCallback: (message) => {
      if (message.logLevel === ExtractorLogLevel.Error) problems.push(message.formatMessageWithLocation(repository));
      message.handled = true;
    },
  });
  if (errorCount > 0) throw new Error(problems.join('\n'));
  return read(`web-client/node_modules/.cache/api/${entry}.api.md`);
}

/** API Extractor works on one entry at a time, so its file of options names the first one. */
function configOf(entry: string): ExtractorConfig {
  const configObjectFullPath = join(repository, CONFIG_PATH);
  const configObject = ExtractorConfig.loadFile(configObjectFullPath);
  configObject.mainEntryPointFilePath = `<projectFolder>/dist/${entry}.d.ts`;
  configObject.apiReport = { ...configObject.apiReport, enabled: true, reportFileName: `${entry}.api.md` };
  return ExtractorConfig.prepare({
    configObject,
    configObjectFullPath,
    packageJsonFullPath: join(repository, 'web-client/package.json'),
  });
}
