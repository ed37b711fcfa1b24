export { ConcertFrame as default } from "@/app/_pages/concert-frame";
