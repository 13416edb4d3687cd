import type { Lexicon } from './feature.ts';

/** Chinese, Japanese and Korean: phrases, found anywhere in a text, as words are not told apart by spaces there. */
export const eastAsian: Lexicon = {
  codeVerb:
    '写一个 写个 编写 实现 修复 重构 添加 创建 生成 改写 重命名 删除 ' +
    '書いて 実装 修正して 修正 追加して リファクタリング 作成して ' +
    '작성해 수정해 구현해 추가해 만들어',
  codeNoun:
    '函数 组件 单元测试 代码 按钮 接口 类 列表 登录 ' +
    '関数 コンポーネント テスト バグ クエリ 配列 コード クラス ' +
    '함수 버그 컴포넌트 테스트 코드 버튼',
  codeLanguage: '파이썬 타입스크립트',
  reason: '为什么 解释 比较 分析 证明 设计 说明原因 なぜ 説明して 比較 分析 検討 왜 설명해 비교 분석',
  reasonNoun:
    '优缺点 复杂度 根本原因 建议 架构 一步一步 順を追って メリット デメリット 代替案 問題点 設計 단계별 장단점',
  extract: '提取 返回 整理成 转换成 抽出 返して 出力して 추출 출력해',
  translate: '翻译 译成 翻訳 訳して 번역',
  say: '怎么说 何と言い 뭐라고',
  humanLanguage:
    '英文 英语 德语 日语 法语 中文 英語 中国語 日本語 ドイツ語 フランス語 영어 일본어 중국어 한국어',
  image: '图片 截图 图像 照片 画像 スクリーンショット 写真 이미지 스크린샷 사진',
  see: '描述 识别 里有什么 写って 読み取って 보이나 文字',
  attached: '附件 这张 この画像 添付 첨부',
  harm: '木马 病毒 炸弹 恶意软件 毒品 マルウェア 爆弾 ウイルス 악성코드 폭탄',
  harmVerb: '窃取 黑进 盗む ハッキング 해킹 훔치',
  victim: '别人的 密码 账号 他人の パスワード アカウント 다른_사람 계정 비밀번호',
  selfHarm: '自杀 自殺 자살',
  jailbreak: '忽略之前 以前の指示 이전_지시',
  greeting: '你好 谢谢 好的 继续 こんにちは ありがとう はい 続けて 안녕하세요 고마워 감사',
};
