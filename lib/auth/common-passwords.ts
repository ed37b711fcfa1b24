// What is tried first: the heads of the well-known lists of leaked passwords, as far as they have 8 characters or more and
// are not caught by the rules beside them (runs of keys, repetitions, a word with ornaments), and what is typed in Korea.

const lines = (text: string) => new Set(text.split(/\s+/).filter(Boolean));

/** Whole passwords, in lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = lines(`
  1q2w3e4r 1q2w3e4r! 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qaz@wsx zaq12wsx zaq1zaq1 q1w2e3r4 q1w2e3r4t5 qwer1234
  qwer1234! 1234qwer 1234qwer! qwe123qwe asdf1234 1234asdf zxcv1234 qazwsxedc qazwsx123 qweasdzxc qweasd123 123qweasd
  123qwe123 a1s2d3f4 a1b2c3d4 abcd1234 abcd1234! 1234abcd abc12345 aa123456 aa12345678 aaa11111 a1234567 a12345678 a123456789
  asd123456 qq123456 zz123456 q1234567 z1234567 11112222 12341234 12121212 11223344 1122334455 12344321 123454321 123123123
  123321123 147258369 159753456 789456123 741852963 987456321 10203040 19871987 20002000 20202020 88888888a 12345678a
  123456789a 1234567890a 123456789q 12345678q 0987654321a p@ssw0rd p@ssword passw0rd passw0rd1 pa55word pa55w0rd pass1234
  1234pass admin123 admin1234 root1234 test1234 test12345 user1234 guest123 temp1234 changeme letmein1 letmein123 trustno1
  iloveyou1 iloveyou2 iloveu123 ncc1701d thx1138a starwars1 pokemon1 football1 baseball1 superman1 batman123 dragon123
  master123 monkey123 shadow123 sunshine1 princess1 welcome1 welcome123 whatever1 computer1 internet1 michael1 jordan23
  jessica1 jennifer1 samsung1 samsung123 google123 naver1234 kakao1234 korea1234 seoul1234 daehanminguk dkssudgktpdy
  dkssud123 tkfkdgo12 tkfkdgody rlaehddnr qwertyuiop1 asdfghjkl1 qlalfqjsgh qlqjs1234 gksrnr123 1004love love1004 angel1004
  tkfkd1004 sarang1004 0000aaaa 1111aaaa aaaa1111 aaaa0000 abcd0000 abcd1111 qqqq1111 qwer0000 asdf0000
`);

/** Words that are a poor password however they are dressed up with digits and signs around them. */
export const COMMON_WORDS: ReadonlySet<string> = lines(`
  password passwort passw0rd p@ssw0rd p@ssword pass passwd pwd qwerty qwertz azerty qwer qwerasdf asdf asdfgh zxcv zxcvbn abc abcd
  abcdef abcdefg admin administrator root user guest test tester testing login letmein welcome hello helloworld secret changeme default
  iloveyou iloveu ilovey loveyou love lovely sunshine princess prince queen king angel angels monkey dragon tiger lion shadow
  master superman batman spiderman pokemon pikachu starwars football baseball basketball soccer hockey golf summer winter spring
  autumn monday friday january december computer internet samsung apple google naver kakao kakaotalk daum facebook instagram
  youtube korea seoul busan fighting sarang saranghae tkfkd tkfkdgo dkssud rlaclwl qlalfqjsgh michael jordan jessica jennifer
  daniel thomas charlie george ashley nicole andrew joshua matthew anthony robert whatever trustno freedom nothing jari bts army
  blackpink twice exo ticket concert 비밀번호 사랑해 안녕하세요 대한민국 자리
`);
