export { Programme as default } from "@/app/_pages/programme";
