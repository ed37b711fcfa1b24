/** Common in Korea, most common first: words, words typed on a Korean keyboard, its runs, and names. */
export const KOREAN_PASSWORDS = `
  비밀번호 사랑해 안녕하세요 대한민국 자리 ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ ㅂㅈㄷㄱㅅㅛㅕㅑ ㅁㄴㅇㄹㅎㅗㅓㅏㅣ tkfkdgo tkfkd tkfkdgody dkssud dkssudgktpdy
  rlaehddnr qlalfqjsgh qlqjs gksrnr rlaclwl saranghae sarang fighting korea seoul busan daehanminguk 1004 angel1004 love1004
  naver daum kakao kakaotalk samsung jari ticket concert bts army blackpink twice exo root pwd apple facebook instagram
`
  .split(/\s+/)
  .filter(Boolean);
