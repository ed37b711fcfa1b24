export { generateMetadata, LineShell as default } from "@/app/_pages/line";
