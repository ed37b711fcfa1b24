export { TicketsFrame as default } from "@/app/_pages/tickets";
