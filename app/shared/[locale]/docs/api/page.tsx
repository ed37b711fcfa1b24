export { generateMetadata, ReferencePage as default } from "@/app/_pages/reference";
