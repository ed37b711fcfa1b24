export { ConcertFrame as default } from "@/app/_pages/concert-frame";

export const generateStaticParams = () => []; // when somebody asks
