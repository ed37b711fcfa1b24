// The seating plan of Saebyeol Concert Hall, an invented venue, in pretix's format: curved rows around a stage, a floor of
// three blocks and a balcony above them.

const STAGE = { x: 1_000, y: -330 }; // the point all rows curve around, behind the stage
const SEAT_GAP = 26;
const ROW_GAP = 34;
const RADIUS = 10;
const AISLE_DEGREES = 2;
const FLOOR = { name: "1층", rows: 18, radius: 640 };
const BALCONY = { name: "2층", rows: 8, radius: 1_345 };

const BLOCKS = [
  { name: "A", from: -38, to: -12.5 - AISLE_DEGREES },
  { name: "B", from: -12.5, to: 12.5 },
  { name: "C", from: 12.5 + AISLE_DEGREES, to: 38 },
];

type Level = typeof FLOOR;
type Block = (typeof BLOCKS)[number];

const rounded = (value: number) => Math.round(value * 10) / 10;

function categoryOf(level: Level, row: number, block: Block): string {
  if (level === BALCONY) return row < 3 ? "S" : "A";
  if (block.name === "B" && row < 7) return "VIP";
  if (row < 12) return "R";
  return "S";
}

function rowOf(level: Level, block: Block, index: number, origin: { x: number; y: number }) {
  const radius = level.radius + index * ROW_GAP;
  const degrees = block.to - block.from;
  const length = Math.floor((radius * degrees * Math.PI) / 180 / SEAT_GAP);
  const step = SEAT_GAP / radius;
  const start = (((block.from + block.to) / 2) * Math.PI) / 180 - ((length - 1) / 2) * step;
  const seats = Array.from({ length }, (_, seat) => {
    const angle = start + seat * step;
    return {
      seat_guid: `${level.name}-${block.name}-${index + 1}-${seat + 1}`,
      seat_number: String(seat + 1),
      radius: RADIUS,
      position: {
        x: rounded(STAGE.x + radius * Math.sin(angle) - origin.x),
        y: rounded(STAGE.y + radius * Math.cos(angle) - origin.y),
      },
      category: categoryOf(level, index, block),
    };
  });
  return { row_number: String(index + 1), row_number_position: "both", position: { x: 0, y: 0 }, seats };
}

function zoneOf(level: Level, block: Block) {
  const middle = (((block.from + block.to) / 2) * Math.PI) / 180;
  const position = {
    x: rounded(STAGE.x + level.radius * Math.sin(middle)),
    y: rounded(STAGE.y + level.radius * Math.cos(middle)),
  };
  const rows = Array.from({ length: level.rows }, (_, index) => rowOf(level, block, index, position));
  return { name: `${level.name} ${block.name}구역`, zone_id: `${level.name}-${block.name}`, position, rows, areas: [] };
}

const words = (text: string, x: number, y: number, size: number) => ({
  shape: "text",
  position: { x, y },
  rotation: 0,
  color: "",
  border_color: "",
  text: { text, size, color: "#4b5563", position: { x: 0, y: 0 } },
});

const stage = {
  shape: "polygon",
  position: { x: STAGE.x, y: 30 },
  rotation: 0,
  color: "#e5e7eb",
  border_color: "#9ca3af",
  polygon: {
    points: [
      { x: -330, y: 0 },
      { x: 330, y: 0 },
      { x: 270, y: 150 },
      { x: 120, y: 196 },
      { x: -120, y: 196 },
      { x: -270, y: 150 },
    ],
  },
  text: { text: "STAGE", size: 44, color: "#374151", position: { x: 0, y: 96 } },
};

const doors = [STAGE.x - 560, STAGE.x + 560].map((x) => ({
  shape: "rectangle",
  position: { x: x - 65, y: 40 },
  rotation: 0,
  color: "#f3f4f6",
  border_color: "#9ca3af",
  rectangle: { width: 130, height: 56 },
  text: { text: "출입구", size: 28, color: "#4b5563", position: { x: 65, y: 28 } },
}));

/** A plan of about 1,370 seats, as pretix's editor would export it. */
export const saebyeolHall = {
  name: "새별 콘서트홀",
  size: { width: 2_000, height: 1_340 },
  categories: [
    { name: "VIP", color: "#5b3fa8" },
    { name: "R", color: "#a83f5b" },
    { name: "S", color: "#3f8ba8" },
    { name: "A", color: "#a8873f" },
  ],
  zones: [
    ...[FLOOR, BALCONY].flatMap((level) => BLOCKS.map((block) => zoneOf(level, block))),
    {
      name: "무대",
      zone_id: "stage",
      position: { x: 0, y: 0 },
      rows: [],
      areas: [stage, ...doors, words("1F", 480, 190, 40), words("2F", 90, 690, 40)],
    },
  ],
};
