import { describe, expect, test } from 'vitest';
import { parsed } from './settings.ts';

const bodyOf = (body: string, path = 'a.md') => parsed(`---\ntitle: 题目\n---\n${body}`, path);
const textOf = (body: string, path?: string): string => bodyOf(body, path).text;

describe('visible text', () => {
  test('blocks and line breaks begin lines; white space is one space; indents go', () => {
    expect(textOf('<div><p>　　甲  乙</p>\n\n<p>丙<br>丁</p></div>')).toBe('甲 乙\n丙\n丁');
  });
  test('a line break between Chinese characters of one Markdown paragraph is no space', () => {
    expect(textOf('第一行\n第二行 and\nmore')).toBe('第一行第二行 and more');
  });
  test('a role at the head of a line keeps its line', () => {
    expect(textOf('作者：张三\n译者：李四')).toBe('作者：张三\n译者：李四');
  });
  test('cells are parted by tabs', () => {
    expect(textOf('| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |')).toBe('甲\t乙\n1\t2');
  });
  test('code keeps its own white space', () => {
    expect(textOf('```\nif x:\n    y  = 1\n```\n甲')).toBe('if x:\n    y  = 1\n甲');
  });
  test('zero-width characters do not break a name apart', () => {
    expect(textOf('青\u200b海\ufeff省')).toBe('青海省');
  });
  test('bare text before the first element is text', () => {
    expect(textOf('<div>   \n甲\n<p>乙</p>\n</div>')).toBe('甲\n乙');
  });
  test('indented HTML behind a blank line is not taken for code', () => {
    expect(textOf('<div>\n<p>甲</p>\n\n\n        <p class="x">乙</p>\n</div>')).toBe('甲\n乙');
  });
  test('indented code in Markdown stays code', () => {
    expect(textOf('甲\n\n    <p>code</p>\n\n乙')).toBe('甲\n<p>code</p>\n乙');
  });
});

describe('bounds on markup', () => {
  test('many blocks side by side are no reason to flatten them', () => {
    const { html, problems } = bodyOf('# 甲\n'.repeat(5000));
    expect([html.match(/<h1>甲<\/h1>/g)?.length, problems]).toEqual([5000, []]);
  });
  test.each([
    ['elements nested without end', `${'<div>'.repeat(600)}甲<b>乙</b>`],
    [
      'formatting that every paragraph takes up again',
      `<p>${Array.from({ length: 60 }, (_, n) => `<b id=${n}>`).join('')}甲乙</p>${'<p> </p>'.repeat(2000)}`,
    ],
    ['a tag of many attributes', `<p ${Array.from({ length: 500 }, (_, n) => `a${n}`).join(' ')}>甲</p>乙`],
  ])('of %s the text is kept, with a warning', (_, body) => {
    const { text, problems } = bodyOf(body, 'a.html');
    expect([text.replace(/\s/g, ''), problems.map(({ code }) => code)]).toEqual(['甲乙', ['MARKUP_SIMPLIFIED']]);
  });
});

describe('what is no part of the article', () => {
  test.each([
    ['a script', '<script>var 乙 = 1</script>'],
    ['a style, with references for braces', '<style>.乙&#123;color:red&#125;</style>'],
    ['a comment, with HTML inside', '<!-- <p>乙</p> -->'],
    ['a hidden element', '<p hidden>乙</p>'],
    ['an element shown to nobody', '<p style="color:red; display: none">乙</p>'],
    ['an element hidden from assistive readers', '<p aria-hidden="true">乙</p>'],
    ['a QR block', '<div class="appendQr_wrap"><img src="https://e.org/q.png">扫码乙</div>'],
    ['a share bar', '<div class="share-bar">分享到：乙</div>'],
    ['an advertisement between paired comments', '<!-- 广告 start --><p>乙</p><!-- 广告 end -->'],
    ['a call to install an app', '<p>更多内容请下载某某APP 乙</p>'],
    ['a template', '<template><p>乙</p></template>'],
  ])('%s', (_, part) => {
    const { text, html } = bodyOf(`<div><p>甲</p>${part}</div>`);
    expect(text).toBe('甲');
    expect(html).not.toContain('乙');
  });
  test('a class that says advertisement does not take the article with it', () => {
    expect(textOf(`<div class="share-content"><p>${'正文'.repeat(20)}</p></div>`)).toContain('正文');
  });
  test('an editor’s footer leaves the text and stays as a credit', () => {
    const document = bodyOf('<div><p>甲</p><p class="article-editor">责任编辑：张玫 SF014</p></div>');
    expect(document.text).toBe('甲');
    expect(document.credits).toEqual([
      { role: 'EDITOR', name: '张玫', kind: 'PERSON', affiliation: null, provenance: 'FOOTER' },
    ]);
  });
  test('an editor named at the end of the last paragraph is cut off it', () => {
    const document = bodyOf('<p>甲发布通知。（责任编辑：张玫）</p>');
    expect([document.text, document.credits[0]?.name]).toEqual(['甲发布通知。', '张玫']);
  });
  test('a sentence about editors stays', () => {
    expect(textOf('<p>甲</p><p>责任编辑：这一职位由社长任命，任期三年，可以连任。</p>')).toContain('责任编辑');
  });
});

describe('template syntax', () => {
  test('shortcodes and Liquid do not reach the text', () => {
    expect(textOf('甲 {{< img src="x" >}}{{% note %}}乙{{% /note %}} {% image "a" %}丙 {{ page.title }}丁')).toBe(
      '甲 乙 丙 丁',
    );
  });
  test('code keeps them', () => {
    expect(textOf('用 `{{ x }}` 写\n\n```\n{% raw %}\n```')).toBe('用 {{ x }} 写\n{% raw %}');
  });
  test('a link to a template has its text', () => {
    expect(textOf('见 [某页]({{< ref "/a.md" >}})。')).toBe('见 某页。');
  });
  test('a figure shortcode is the picture it stands for', () => {
    const { images } = bodyOf('{{< figure src="https://e.org/a.jpg" alt="甲" caption="乙" >}}');
    expect(images).toMatchObject([{ url: 'https://e.org/a.jpg', alt: '甲', caption: '乙' }]);
  });
});

describe('sanitised HTML', () => {
  const ATTACKS = [
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">甲</a>',
    '<a href="jAvA\tscript:alert(1)">甲</a>',
    '<a href="data:text/html,<script>alert(1)</script>">甲</a>',
    '<iframe src="https://e.org"></iframe>',
    '<form action="https://e.org"><input></form>',
    '<svg><script>alert(1)</script></svg>',
    '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
    '<p style="background:url(javascript:alert(1))">甲</p>',
    '<object data="x"></object>',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0">',
    '<p id="location" class="x" onclick="alert(1)">甲</p>',
    '[甲](javascript:alert(1))',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  ];
  test.each(ATTACKS)('%s is harmless', (attack) => {
    const { html } = bodyOf(`甲\n\n${attack}\n`);
    expect(html).toContain('甲');
    expect(html).not.toMatch(
      /<(?:script|iframe|form|input|svg|math|object|base|meta|style)\b|\son\w+=|\sstyle=|\sid=|href="(?:javascript|data)/i,
    );
  });
  test('pictures keep what pages need, links open safely', () => {
    const { html } = bodyOf(
      '<p><img src="https://e.org/a.jpg" alt="甲" width="3000" referrerpolicy="no-referrer" class="x"> <a href="https://e.org/" target="_blank">乙</a></p>',
    );
    expect(html).toContain('<img src="https://e.org/a.jpg" alt="甲" width="3000" referrerpolicy="no-referrer" />');
    expect(html).toContain('<a href="https://e.org/" rel="noopener noreferrer">乙</a>');
  });
  test('relative addresses are resolved, or go where there is no base', () => {
    const body = '---\ntitle: 题\n---\n![甲](a.jpg)\n[乙](/b)';
    expect(parsed(body, 'a.md', { baseUrl: 'https://e.org/x/' })).toMatchObject({
      html: expect.stringMatching(/src="https:\/\/e.org\/x\/a.jpg"[\s\S]*href="https:\/\/e.org\/b"/),
      images: [{ url: 'https://e.org/x/a.jpg' }],
      links: [{ url: 'https://e.org/b', text: '乙' }],
    });
    expect(parsed(body)).toMatchObject({ images: [], links: [], html: expect.not.stringMatching(/src=|href=/) });
  });
});
