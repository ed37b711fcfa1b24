export { generateMetadata, SeatsShell as default } from "@/app/_pages/seats";
