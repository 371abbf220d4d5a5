import type { SourceFile } from '../model/document.ts';

/** What a file is said to be encoded in, as WHATWG labels: by whatever brought it, then by its XML declaration. */
export function declaredEncodings({ bytes, charset }: SourceFile): readonly string[] {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_LENGTH));
  const written = /^[^<]{0,8}<\?xml\s[^>]*?\bencoding\s*=\s*["']\s*([\w.:-]+)\s*["']/i.exec(head)?.[1];
  return [charset ?? undefined, written].flatMap((name) => (name === undefined ? [] : labelsOf(name)));
}

/** A declaration has to stand at the very start, and is one short line. */
const DECLARATION_LENGTH = 400;

function labelsOf(name: string): readonly string[] {
  try {
    const { encoding } = new TextDecoder(name.trim());
    // GB18030 has all of GBK and GB 2312, and is what writers of either go beyond them with.
    return [encoding === 'gbk' ? 'gb18030' : encoding];
  } catch {
    return [];
  }
}
