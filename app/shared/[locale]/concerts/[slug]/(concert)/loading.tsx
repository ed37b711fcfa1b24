import { ConcertSkeleton } from "@/components/concerts/concert-skeleton";

export default ConcertSkeleton;
