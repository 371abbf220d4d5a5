import { expect, test } from 'vitest';
import { shortNamesOf } from '../../scripts/gazetteer/short-name.ts';

test.each([
  ['石家庄市', ['石家庄']],
  ['昌吉回族自治州', ['昌吉', '昌吉州']],
  ['海西蒙古族藏族自治州', ['海西', '海西州']],
  ['克孜勒苏柯尔克孜自治州', ['克孜勒苏', '克孜勒苏州']],
  ['积石山保安族东乡族撒拉族自治县', ['积石山', '积石山县']],
  ['东乡族自治县', ['东乡', '东乡县']],
  ['鄂伦春自治旗', ['鄂伦春', '鄂伦春旗']],
  ['喀什地区', ['喀什']],
  ['锡林郭勒盟', ['锡林郭勒']],
  ['浦东新区', ['浦东']],
  ['管城回族区', ['管城区']],
  ['神农架林区', ['神农架']],
])('%s is also called %j', (name, short) => {
  expect(shortNamesOf(name)).toEqual(short);
});

test.each(['赵县', '市中区', '城区', '城东区', '科尔沁左翼中旗', '新城区'])(
  '%s has no short name: it would be no name',
  (name) => {
    expect(shortNamesOf(name)).toEqual([]);
  },
);
