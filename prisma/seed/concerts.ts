import type { ConcertInput } from "@/lib/concerts";
import type { HallInput } from "@/lib/concerts/halls";
import { inDays } from "./dates";
import { saebyeolHall } from "./seating-plan";

/** A concert of the demo, the sale state it demonstrates, and how many of its seats are sold. */
export type DemoConcert = { saleState: "onSale" | "soon" | "soldOut"; soldSeats: number; concert: ConcertInput };

type ConcertOptions = Partial<ConcertInput> & { dates: Date[]; venue: string; hall: HallInput };

const saebyeol = (vip: number, r: number, s: number, a: number): HallInput => ({
  type: "imported",
  plan: saebyeolHall,
  prices: { VIP: vip, R: r, S: s, A: a },
});

const plainHall = (seats: number, ...grades: [name: string, price: number, to: number][]): HallInput => ({
  type: "plain",
  seats,
  grades: grades.map(([name, price, to], index) => ({ name, price, to, from: (grades[index - 1]?.[2] ?? 0) + 1 })),
});

/** By default sales run from two days ago until an hour before the last date. */
function concert(name: string, host: string, description: string, options: ConcertOptions): ConcertInput {
  const { dates, venue, hall, ...rules } = options;
  const last = Math.max(...dates.map((date) => date.getTime()));
  return {
    name,
    host,
    description,
    salesOpenAt: inDays(-2, "20:00"),
    salesCloseAt: new Date(last - 3_600_000),
    seatLimit: 4,
    refundHours: 24,
    capacity: 100,
    admitPerMinute: 600,
    demoCrowd: false,
    ...rules,
    schedules: dates.map((startsAt) => ({ startsAt, venue, hall })),
  };
}

/** Six concerts of invented artists and venues, with all dates relative to today. */
export const demoConcerts = (): DemoConcert[] => [
  {
    saleState: "onSale",
    soldSeats: 9,
    concert: concert(
      "밤의 온도",
      "느린파도",
      "기타 한 대와 목소리 둘. 느린파도가 새 노래 아홉 곡을 마이크 없이 들려드립니다.\n\n" +
        "쉰 석뿐인 방이라 숨소리까지 들립니다. 공연은 쉬는 시간 없이 80분이고, 시작한 뒤에는 노래와 노래 사이에만 들어오실 수 있어요.",
      {
        dates: [inDays(18, "20:00"), inDays(19, "17:00"), inDays(20, "17:00")],
        venue: "마루 소극장",
        hall: plainHall(50, ["R", 66_000, 17], ["S", 55_000, 50]),
        seatLimit: 2,
      },
    ),
  },
  {
    saleState: "onSale",
    soldSeats: 130,
    concert: concert(
      "빛의 계절 — 새별 필하모닉 정기연주회",
      "새별 필하모닉",
      "새벽에서 한낮까지, 빛이 움직이는 차례대로 듣는 두 시간. 현악의 긴 숨으로 시작해 금관이 천장을 여는 마지막 악장까지 이어집니다.\n\n" +
        "1부 55분, 쉬는 시간 20분, 2부 45분. 8살부터 함께 들으실 수 있어요. 휠체어 자리는 1층 B구역 뒤쪽에서 안내해 드립니다.",
      {
        dates: [inDays(32, "19:30"), inDays(33, "17:00")],
        venue: "새별 콘서트홀",
        hall: saebyeol(150_000, 110_000, 80_000, 50_000),
      },
    ),
  },
  {
    saleState: "onSale",
    soldSeats: 0,
    concert: concert(
      "지금, 불꽃처럼",
      "굿바이 화요일",
      "전국을 돌고 온 굿바이 화요일의 마지막 무대. 앞의 네 줄은 손을 뻗으면 닿을 만큼 가깝습니다.\n\n" +
        "찾는 분이 많아서 한 번에 다섯 분씩 들어갑니다. 줄을 서면 순번이 지켜지니 천천히 기다려 주세요.",
      {
        dates: [inDays(24, "19:00"), inDays(25, "18:00")],
        venue: "모퉁이 라이브홀",
        hall: plainHall(300, ["스탠딩", 99_000, 84], ["R", 88_000, 186], ["S", 77_000, 300]),
        capacity: 5,
        admitPerMinute: 30,
        demoCrowd: true,
        holdCooldownSeconds: 0, // its crowd holds and leaves all day
      },
    ),
  },
  {
    saleState: "onSale",
    soldSeats: 22,
    concert: concert(
      "소리길",
      "가람 앙상블",
      "거문고와 대금, 그리고 북. 오래된 산조의 길을 따라 걷다가 아무도 가지 않은 쪽으로 꺾어 듭니다.\n\n" +
        "해설이 있는 공연이에요. 처음 들으시는 분께 앞자리를 권합니다. 70분, 쉬는 시간은 없습니다.",
      {
        dates: [inDays(40, "15:00"), inDays(41, "15:00")],
        venue: "별채 국악당",
        hall: plainHall(140, ["R", 50_000, 60], ["S", 35_000, 140]),
        refundHours: 48,
      },
    ),
  },
  {
    saleState: "soldOut",
    soldSeats: 80,
    concert: concert(
      "다락방 재즈",
      "오후 네시 트리오",
      "피아노, 더블베이스, 드럼. 다락방만 한 클럽에서 오후 네시 트리오가 신청곡만 연주하는 하룻밤.\n\n" +
        "자리마다 작은 등이 하나씩 켜집니다. 음료 한 잔이 표에 들어 있어요.",
      {
        dates: [inDays(12, "20:00")],
        venue: "다락",
        hall: plainHall(80, ["R", 70_000, 30], ["S", 60_000, 80]),
        seatLimit: 2,
      },
    ),
  },
  {
    saleState: "soon",
    soldSeats: 0,
    concert: concert(
      "네온 제비 첫 단독 콘서트",
      "네온 제비",
      "골목 공연장에서 시작한 네온 제비가 처음으로 큰 무대에 섭니다. 신시사이저 다섯 대, 춤 여덟 곡, 그리고 아직 제목이 없는 노래 하나.\n\n" +
        "예매가 열리면 이 페이지에서 바로 줄을 설 수 있어요. 한 분이 넉 장까지 예매하실 수 있습니다.",
      {
        dates: [inDays(54, "19:00"), inDays(55, "18:00")],
        venue: "새별 콘서트홀",
        hall: saebyeol(165_000, 132_000, 110_000, 88_000),
        salesOpenAt: inDays(3, "20:00"),
      },
    ),
  },
];
