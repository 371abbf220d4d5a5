import { describe, expect, test } from 'vitest';
import { parsed } from './settings.ts';

describe('images', () => {
  const image = (frontMatter: string, body = '甲') => parsed(`---\ntitle: 题目\n${frontMatter}\n---\n${body}`).images;
  test('the same URL is one picture, with what each place knows of it', () => {
    expect(
      image(
        "headimg: 'https://e.org/w640h1385/a.jpg'\nthumbnail: 'https://e.org/w640h1385/a.jpg'",
        '<img src="https://e.org/w640h1385/a.jpg" alt="乙" referrerpolicy="no-referrer">',
      ),
    ).toEqual([
      {
        url: 'https://e.org/w640h1385/a.jpg',
        alt: '乙',
        caption: null,
        width: 640,
        height: 1385,
        referrerPolicy: 'no-referrer',
        lead: true,
      },
    ]);
  });
  test('the front matter’s picture leads, else the body’s first', () => {
    expect(image('cover: https://e.org/c.jpg', '![](https://e.org/b.jpg)').map(({ url, lead }) => [url, lead])).toEqual(
      [
        ['https://e.org/c.jpg', true],
        ['https://e.org/b.jpg', false],
      ],
    );
    expect(image('a: b', '![](https://e.org/b.jpg)')).toMatchObject([{ lead: true }]);
  });
  test('a thumbnail that is the site’s QR code is no picture of the article', () => {
    expect(
      image(
        "thumbnail: 'https://e.org/343.png'",
        '<div><p>甲</p><div class="appendQr_wrap"><img src="https://e.org/343.png"></div></div>',
      ),
    ).toEqual([]);
  });
  test.each([
    'https://picsum.photos/400/300?random=4238',
    'https://e.org/blank.gif',
    'https://e.org/img/qrcode.png',
    'data:image/png;base64,AAAA',
    'https://e.org/emoji/smile.png',
  ])('%s is left out', (src) => {
    expect(image('a: b', `<p>甲 <img src="${src}"></p>`)).toEqual([]);
  });
  test('a counting pixel is left out', () => {
    expect(image('a: b', '<p>甲 <img src="https://e.org/c.gif?x" width="1" height="1"></p>')).toEqual([]);
  });
  test('a picture that loads late is found by its late address', () => {
    expect(
      image('a: b', '<p>甲 <img src="data:image/gif;base64,AA" data-src="https://e.org/a.jpg"></p>'),
    ).toMatchObject([{ url: 'https://e.org/a.jpg' }]);
  });
  test('a figure’s caption is the picture’s', () => {
    expect(image('a: b', '<figure><img src="https://e.org/a.jpg"><figcaption>乙</figcaption></figure>')).toMatchObject([
      { caption: '乙' },
    ]);
  });
  test.each([
    'https://fastly.picsum.photos/id/1/400/300.jpg',
    'https://via.placeholder.com/150',
    'https://placehold.co/600x400.png',
    'https://source.unsplash.com/random/800x600',
    'https://loremflickr.com/320/240',
    'https://e.org/assets/spacer.gif',
    'https://e.org/lazy/placeholder.png',
    'https://e.org/img/1x1.png?v=2',
    'https://e.org/pixel.gif?article=1',
    'https://www.google-analytics.com/collect?v=1',
    'https://www.facebook.com/tr?id=1&ev=PageView',
    'https://e.org/beacon?x=1',
  ])('%s stands for no picture of the article', (src) => {
    expect(image(`cover: ${src}`, `<p>甲 <img src="${src}"></p>`)).toEqual([]);
  });
  test.each([
    'https://e.org/2021/pixel-art.png',
    'https://e.org/photo/tracking-shot.jpg',
    'https://e.org/a/lazy-afternoon.jpg',
    'https://e.org/counter-terrorism.jpg',
  ])('%s is one', (src) => {
    expect(image('a: b', `<p>甲 <img src="${src}"></p>`)).toMatchObject([{ url: src }]);
  });
  test.each([
    ['data-src', '<img src="https://e.org/loading.gif" data-src="https://e.org/a.jpg">'],
    ['data-original', '<img data-original="https://e.org/a.jpg">'],
    ['data-lazy-src', '<img src="" data-lazy-src="https://e.org/a.jpg">'],
    [
      'srcset by width',
      '<img src="https://e.org/s.jpg" srcset="https://e.org/s.jpg 480w, https://e.org/a.jpg 1600w, https://e.org/m.jpg 800w">',
    ],
    ['srcset by density', '<img src="https://e.org/s.jpg" srcset="https://e.org/s.jpg, https://e.org/a.jpg 2x">'],
    ['srcset set tight', '<img srcset="https://e.org/s.jpg 1x,https://e.org/a.jpg 2x">'],
    ['data-srcset', '<img src="data:image/gif;base64,AA" data-srcset="https://e.org/a.jpg 2x">'],
    [
      'a picture’s sources',
      '<picture><source srcset="https://e.org/s.webp 1x, https://e.org/a.jpg 2x"><img src="data:image/gif;base64,AA"></picture>',
    ],
    [
      'a picture’s own image',
      '<picture><source srcset="https://e.org/a.webp"><img src="https://e.org/a.jpg"></picture>',
    ],
    ['a linked picture', '<a href="https://e.org/page"><img src="https://e.org/a.jpg"></a>'],
  ])('the address is found in %s', (_, html) => {
    expect(image('a: b', `<p>甲</p><div>${html}</div>`).map(({ url }) => url)).toEqual(['https://e.org/a.jpg']);
  });
  test('a comma inside an address parts no candidates', () => {
    expect(
      image(
        'a: b',
        '<p>甲 <img srcset="https://e.org/a.jpg?x=resize,w_100 100w, https://e.org/a.jpg?x=resize,w_900 900w"></p>',
      ),
    ).toMatchObject([{ url: 'https://e.org/a.jpg?x=resize,w_900', width: 900 }]);
  });
  test('the front matter’s picture and a larger one of its set are one', () => {
    expect(
      image(
        'cover: https://e.org/s.jpg',
        '<p>甲 <img src="https://e.org/s.jpg" srcset="https://e.org/l.jpg 2x" alt="乙"></p>',
      ),
    ).toMatchObject([{ url: 'https://e.org/s.jpg', alt: '乙' }]);
  });
  test('a linked picture keeps its words', () => {
    expect(image('a: b', '[![乙](https://e.org/a.jpg "丙")](https://e.org/page)')).toMatchObject([
      { alt: '乙', caption: '丙' },
    ]);
  });
  test.each<[string, number | null, number | null]>([
    ['https://n.sinaimg.cn/sinacn20/w640h480/20210322/a.jpg', 640, 480],
    ['https://e.org/wp/photo-1024x768.jpg', 1024, 768],
    ['https://e.org/640x480/a.jpg', 640, 480],
    ['https://e.org/a_640x480.webp?v=2', 640, 480],
    ['https://e.org/a.jpg?w=640&h=480', 640, 480],
    ['https://e.org/a.jpg?width=640&height=480', 640, 480],
    ['https://e.org/a.jpg?size=640x480', 640, 480],
    ['https://e.org/a.jpg?x-oss-process=image%2Fresize%2Cw_750', 750, null],
    ['https://e.org/a.jpg?imageView2/2/w/800/h/600', 800, 600],
    ['https://e.org/a.png#height=200&originHeight=762&originWidth=1654&width=400', 1654, 762],
    ['https://e.org/a-1920x1080p-20210322x99999999.jpg', null, null],
    ['https://640x480.example.org/a.jpg', null, null],
    ['https://e.org/a.jpg', null, null],
  ])('%s says its size', (url, width, height) => {
    expect(image('a: b', `<p>甲 <img src="${url}"></p>`)).toMatchObject([{ width, height }]);
  });
  test('attributes come before the address', () => {
    expect(image('a: b', '<p>甲 <img src="https://e.org/a-100x100.jpg" width="640px" height="480"></p>')).toMatchObject(
      [{ width: 640, height: 480 }],
    );
  });
  test('what stands behind # makes no other picture', () => {
    expect(image('cover: https://e.org/a.png', '![](https://e.org/a.png#id=x)').map(({ url }) => url)).toEqual([
      'https://e.org/a.png',
    ]);
  });
  test('relative addresses are resolved against the source, else against the article', () => {
    const body = '---\ntitle: 题\nlink: https://e.org/2021/a/\n---\n![](b.jpg) [乙](../c/)';
    expect(parsed(body).images).toMatchObject([{ url: 'https://e.org/2021/a/b.jpg' }]);
    expect(parsed(body).links).toMatchObject([{ url: 'https://e.org/2021/c/' }]);
    expect(parsed(body, 'a.md', { baseUrl: 'https://f.org/' }).images).toMatchObject([{ url: 'https://f.org/b.jpg' }]);
  });
});
