import { ConcertGridSkeleton } from "@/components/concerts/concert-grid-skeleton";

export default ConcertGridSkeleton;
