export { generateMetadata, TicketsShell as default } from "@/app/_pages/tickets";
