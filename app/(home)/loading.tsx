import { WallSkeleton } from "@/components/programme/wall-skeleton";

export default WallSkeleton;
