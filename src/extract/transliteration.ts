/**
 * Characters that write foreign names by their sound, after the tables of Xinhua's name translation office; those
 * common in Chinese words (里 in 里程) are among them, so one alone tells nothing.
 */
const SOUNDS = new Set(
  '阿埃艾爱安昂奥巴白班邦保堡北贝本比彼毕边宾波玻伯博勃布策查昌茨达大代丹当德登迪地蒂丁东都杜顿多俄恩尔法凡范方菲费芬丰佛夫弗福盖冈高戈哥格根贡古瓜圭哈海罕汉豪合赫黑亨洪侯胡华怀霍基及吉加贾简杰金津喀卡开凯坎康柯科可克肯库夸奎昆拉来莱赖兰朗劳勒雷里利黎力连廉列林留隆卢鲁路伦罗洛吕马玛麦曼芒毛梅门蒙米密敏明摩莫默姆木穆那纳娜乃南内尼涅宁纽农努挪欧帕潘庞佩彭蓬皮平坡珀蒲普奇齐契恰乔切琴丘让热日荣茹瑞若撒萨塞赛桑瑟森沙山珊尚绍舍申圣施什石史斯舒斯松苏索所塔泰坦汤唐特滕提田廷通图托陀瓦万旺威韦维卫魏温文沃乌武西希锡夏香肖谢辛欣匈休许叙雪雅亚延扬耶伊宜以易因印英尤于约扎赞泽詹章哲珍芝治朱兹佐斐翁厄甸瑙茅堪耿叶',
);

/** True when every character from `start` to `end` may write a foreign name's sound. */
export function isTransliterated(folded: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!SOUNDS.has(folded[i] as string)) return false;
  return end > start;
}
