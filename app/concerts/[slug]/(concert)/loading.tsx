import { ConcertSkeleton } from "@/components/concert/concert-skeleton";

export default ConcertSkeleton;
