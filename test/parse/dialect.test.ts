import { describe, expect, test } from 'vitest';
import { parsed } from './settings.ts';

const textOf = (body: string, path = 'a.md'): string => parsed(`---\ntitle: 题目\n---\n${body}`, path).text;
const htmlOf = (body: string): string => parsed(`---\ntitle: 题目\n---\n${body}`).html;

describe('what generators write into Markdown', () => {
  test.each<[string, string, string]>([
    ['an identifier behind a heading', '## 甲 {#a-b?}\n\n乙', '甲\n乙'],
    ['classes behind a link', '[甲](https://e.org){.external .x}乙', '甲乙'],
    ['kramdown’s attributes', '甲\n{: .note title="x" }\n\n乙', '甲\n乙'],
    ['kramdown’s contents', '* TOC\n{:toc}\n\n乙', '乙'],
    ['a mark for contents', '[TOC]\n\n[[toc]]\n\n乙', '乙'],
    ['a paired shortcode', '{{% note "x" %}}\n甲\n{{% /note %}}\n\n{{< box >}}乙{{< /box >}}', '甲\n乙'],
    ['a shortcode over several lines', '{{< figure\n  id="x"\n>}}\n\n乙', '乙'],
    ['Liquid', '{% include a.html %}甲{%- if x -%}乙{% endif %} {{ page.title | upcase }}', '甲乙'],
    ['a Liquid comment', '甲\n\n{% comment %}\n\n不见\n\n{% endcomment %}\n乙', '甲\n乙'],
    ['a template in a heading', '## 甲 {{ site.x }}\n\n乙', '甲\n乙'],
    ['Nunjucks’ comment', '甲{# 不见 #}乙', '甲乙'],
    ['a container', '::: tip 提示\n甲\n:::\n乙', '提示\n甲\n乙'],
    ['a container with a bracketed title', ':::note[提示]\n甲\n:::', '提示\n甲'],
    ['an alert', '> [!NOTE]\n> 甲', '甲'],
    ['tasks', '- [ ] 甲\n- [x] 乙', '甲\n乙'],
    ['a heading without its space', '##甲\n乙', '甲\n乙'],
    ['a hashtag', '#甲 乙', '#甲 乙'],
    ['a footnote', '甲[^1]乙。\n\n[^1]: 丙\n    丁', '甲乙。\n丙丁'],
    ['a mark that looks like a footnote', '甲[^1]乙', '甲[^1]乙'],
    ['raw text', '甲 {% raw %}{{ x }}{% endraw %} 乙', '甲 {{ x }} 乙'],
    ['braces in prose', '甲 { a: 1 } 乙 {b}', '甲 { a: 1 } 乙 {b}'],
    ['a shortcode whose end looks like a quotation', '甲\n\n{{< box\n  id="x"\n>}}\n乙', '甲\n乙'],
    ['an opening that nothing closes', '甲 {{< 乙 {% 丙', '甲 {{< 乙 {% 丙'],
  ])('%s', (_, body, text) => {
    expect(textOf(body)).toBe(text);
  });
  test.each([
    ['{% highlight ruby linenos %}\nputs "{{ x }}"\n{% endhighlight %}'],
    ['{{< highlight go >}}\nputs "{{ x }}"\n{{< /highlight >}}'],
    ['{% codeblock lang:ruby %}\nputs "{{ x }}"\n{% endcodeblock %}'],
    ['```\nputs "{{ x }}"\n```'],
    ['{% raw %}\n```\nputs "{{ x }}"\n```\n{% endraw %}'],
  ])('%s is code', (body) => {
    expect(textOf(`甲\n\n${body}\n\n乙`)).toBe('甲\nputs "{{ x }}"\n乙');
    expect(htmlOf(body)).toContain('<pre><code>puts "{{ x }}"');
  });
  test('code about template tags keeps them', () => {
    expect(textOf('```\n{% highlight ruby %}\n::: tip\n{% endhighlight %}\n```')).toBe(
      '{% highlight ruby %}\n::: tip\n{% endhighlight %}',
    );
  });
  test('a link whose address was a template keeps its text and nothing else', () => {
    expect(textOf('见 [某页]({{< ref "a.md" >}} "题")。')).toBe('见 某页。');
    expect(textOf('见 [某页]({{ site.baseurl }}/a)。')).toBe('见 某页。');
  });
  test.each([
    ['{{< figure src="/a.jpg" alt="甲" caption="乙" >}}'],
    ["{{< image src='/a.jpg' alt='甲' title='乙' >}}"],
    ['{% include figure.html url="/a.jpg" alt="甲" caption="乙" %}'],
    ['<figure><img src="{{ "/a.jpg" | relative_url }}" alt="甲"><figcaption>乙</figcaption></figure>'],
  ])('%s is a picture', (body) => {
    const { images } = parsed(`---\ntitle: 题\n---\n正文\n\n${body}\n`, 'a.md', { baseUrl: 'https://e.org/' });
    expect(images).toMatchObject([{ url: 'https://e.org/a.jpg', alt: '甲', caption: '乙' }]);
  });
  test.each([
    ['{% asset_img a.jpg 甲 %}'],
    ['{% img left /a.jpg 600 400 %}'],
    ['![甲]({{ "/a.jpg" | url }})'],
    [':::image type="content" source="a.jpg" alt-text="甲":::'],
  ])('%s is a picture', (body) => {
    const { images, text } = parsed(`---\ntitle: 题\n---\n正文\n\n${body}\n`, 'a.md', { baseUrl: 'https://e.org/' });
    expect(images.map(({ url }) => url)).toEqual(['https://e.org/a.jpg']);
    expect(text).toBe('正文');
  });
});

describe('emphasis beside Chinese', () => {
  test.each([
    ['**重点：**后文', '<strong>重点：</strong>后文'],
    ['是**《书》**吗', '是<strong>《书》</strong>吗'],
    ['用**"引号"**写', '用<strong>&quot;引号&quot;</strong>写'],
    ['两**内核（kernel）**部', '两<strong>内核（kernel）</strong>部'],
    ['**甲**乙**丙。**丁', '<strong>甲</strong>乙<strong>丙。</strong>丁'],
  ])('%s', (markdown, html) => {
    expect(htmlOf(markdown)).toBe(`<p>${html}</p>`.replaceAll('&quot;', '"'));
  });
  test('Latin text is as CommonMark says', () => {
    expect(htmlOf('a**"b"**c 2 * 3 * 4 snake_case_name')).toBe('<p>a**"b"**c 2 * 3 * 4 snake_case_name</p>');
  });
});

describe('Markdown and HTML mixed', () => {
  test('a heading right behind HTML is a heading', () => {
    expect(textOf('<div>甲</div>\n### 乙\n丙')).toBe('甲\n乙\n丙');
    expect(htmlOf('<div>甲</div>\n### 乙\n丙')).toContain('<h3>乙</h3>');
  });
  test('a picture right behind HTML is a picture', () => {
    expect(parsed('---\ntitle: 题\n---\n<p>图</p>\n![甲](https://e.org/a.jpg)').images).toHaveLength(1);
  });
});

describe('MDX', () => {
  test('program is left out, prose inside components stays', () => {
    const body = [
      "import { Chart } from '../chart'",
      'export const meta = {',
      "  title: '不见',",
      '}',
      '',
      '# 甲',
      '',
      '<Chart data={[1, 2, { a: ">" }]} onClick={() => "不见"} />',
      '',
      '<Note type="x">',
      '',
      '乙 {/* 不见 */}丙',
      '',
      '</Note>',
      '',
      '```js',
      "import x from 'y'",
      '```',
    ].join('\n');
    expect(parsed(body, 'a.mdx')).toMatchObject({ title: '甲', text: "乙 丙\nimport x from 'y'" });
  });
  test('Vue’s components are transparent', () => {
    expect(textOf('甲 <Badge text="不见" type="tip"/> 乙\n\n<ClientOnly>\n\n丙\n\n</ClientOnly>')).toBe('甲 乙\n丙');
  });
});

describe('how long it takes', () => {
  test.each<[string, string]>([
    ['openings that nothing closes', '{{< '.repeat(100_000)],
    ['openings inside each other', '{{ '.repeat(100_000)],
    ['code tags that nothing closes', '{% highlight x %}\n'.repeat(50_000)],
    ['raw tags that nothing closes', '{% raw %}'.repeat(50_000)],
    ['attribute lists that never end', `{: ${'.a '.repeat(100_000)}`],
    ['backticks', `${'`a``b```c'.repeat(50_000)}{`],
  ])('%s take no longer than their length', (_, body) => {
    const start = process.cpuUsage();
    parsed(`---\ntitle: x\n---\n${body}`);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(10);
  });
});
