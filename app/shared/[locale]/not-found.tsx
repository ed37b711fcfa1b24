export { NotFound as default } from "@/app/_pages/not-found";
