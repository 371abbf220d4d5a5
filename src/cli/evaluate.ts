import { nothingIn, readText, wholeNumber } from './annotated-input.ts';
import type { AddCommand } from './command.ts';
import { printEvaluation } from './evaluation-report.ts';
import { locatePackage } from './package-folder.ts';
import type { Session } from './session.ts';

interface EvaluateFlags {
  readonly json?: boolean;
  readonly errors: number;
  /** A file, or false with `--no-model`. */
  readonly model?: string | boolean;
}

/** `dateline evaluate <file…>`: how well extraction finds what people marked; opens no database. */
export const addEvaluateCommand: AddCommand = (program, session) => {
  program
    .command('evaluate')
    .description('score extraction against annotated text (BIO, CLUENER, or JSON with entity keys)')
    .argument('<file...>', 'annotated files')
    .option('--errors <number>', 'print this many errors with their surroundings', wholeNumber(6), 0)
    .option('--model <file>', 'use this model, which `dateline train` wrote, instead of the one included')
    .option('--no-model', 'score the rules alone')
    .option('--json', 'print one JSON object, with every error')
    .action((files: string[], flags: EvaluateFlags) => evaluateFiles(files, flags, session));
};

async function evaluateFiles(
  files: readonly string[],
  flags: EvaluateFlags,
  { terminal, signal }: Session,
): Promise<void> {
  const contents = await Promise.all(files.map(readText));
  const [{ loadGazetteer }, { createBuiltInExtractor }, { loadTagger }, { readAnnotated }, { evaluate }] =
    await Promise.all([
      import('../extract/gazetteer.ts'),
      import('../extract/extract.ts'),
      import('../extract/tagger/load-tagger.ts'),
      import('../extract/annotated/annotated-file.ts'),
      import('../extract/evaluation/evaluate.ts'),
    ]);
  const { gazetteerFolder, modelFolder } = locatePackage();
  const gazetteer = await loadGazetteer(gazetteerFolder);
  const file = typeof flags.model === 'string' ? flags.model : undefined;
  const tagger = flags.model === false ? undefined : await loadTagger({ folder: modelFolder, file });
  const extractor = createBuiltInExtractor(gazetteer, { tagger });
  const results = [];
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted();
    const annotated = readAnnotated(contents[index] as string);
    if (annotated.texts.length === 0) throw nothingIn(file, annotated.faults);
    const evaluation = await evaluate(annotated, { extractor, gazetteer });
    const result = { file, evaluation, faults: annotated.faults };
    results.push(result);
    if (flags.json !== true) terminal.stdout.write(printEvaluation(result, flags.errors));
  }
  if (flags.json === true) terminal.stdout.write(`${JSON.stringify(results)}\n`);
}
