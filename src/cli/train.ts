import { nothingIn, readText, wholeNumber } from './annotated-input.ts';
import type { AddCommand } from './command.ts';
import { writeTo } from './output-file.ts';
import { locatePackage } from './package-folder.ts';
import type { Session } from './session.ts';

interface TrainFlags {
  readonly out: string;
  readonly epochs: number;
  readonly seed: number;
  readonly licence: string;
  readonly attribution: string;
}

/** `dateline train <file…> --out MODEL`: a tagger from annotated text; opens no database. */
export const addTrainCommand: AddCommand = (program, session) => {
  program
    .command('train')
    .description('train the tagger on annotated text (BIO, IOB2, CLUENER, or JSON); --model then uses it')
    .argument('<file...>', 'annotated files')
    .requiredOption('--out <file>', 'where to write the model')
    .option('--epochs <number>', 'rounds over the text', wholeNumber(9), DEFAULT_EPOCHS)
    .option(
      '--seed <number>',
      'settles the order of the sentences: the same seed gives the same model',
      wholeNumber(9),
      1,
    )
    .option('--licence <text>', 'what the model may be used under, kept in the file', 'as its training text allows')
    .option('--attribution <text>', 'whose text it was trained on, kept in the file', '')
    .action((files: string[], flags: TrainFlags) => train(files, flags, session));
};

const DEFAULT_EPOCHS = 4;

async function train(files: readonly string[], flags: TrainFlags, { terminal, signal }: Session): Promise<void> {
  const contents = await Promise.all(files.map(readText));
  const [{ loadGazetteer }, { createBuiltInExtractor }, { readAnnotated }, { loadLexicon }, { trainModel }] =
    await Promise.all([
      import('../extract/gazetteer.ts'),
      import('../extract/extract.ts'),
      import('../extract/annotated/annotated-file.ts'),
      import('../extract/tagger/load-tagger.ts'),
      import('../extract/tagger/train-model.ts'),
    ]);
  const { gazetteerFolder, modelFolder } = locatePackage();
  const texts = contents.flatMap((content, index) => {
    const { texts, faults } = readAnnotated(content);
    for (const { line, message } of faults) terminal.stderr.write(`${files[index]}:${line}: ${message}\n`);
    if (texts.length === 0) throw nothingIn(files[index] as string, []);
    return texts;
  });
  const { lexicon, digest } = await loadLexicon(modelFolder);
  const model = trainModel({
    texts,
    lexicon,
    lexiconDigest: digest,
    rules: createBuiltInExtractor(await loadGazetteer(gazetteerFolder)),
    epochs: flags.epochs,
    seed: flags.seed,
    licence: flags.licence,
    attribution: flags.attribution,
    onEpoch(epoch, loss) {
      signal.throwIfAborted();
      terminal.stderr.write(`round ${epoch + 1} of ${flags.epochs}: loss ${Math.round(loss)}\n`);
    },
  });
  await writeTo(flags.out, model);
  terminal.stdout.write(`${flags.out}: ${texts.length} texts, ${Math.ceil(model.length / 1000)} kB\n`);
}
