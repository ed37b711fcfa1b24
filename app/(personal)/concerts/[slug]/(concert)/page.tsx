export { ConcertPage as default, generateMetadata } from "@/app/_pages/concert";
