export { generateMetadata, WalletShell as default } from "@/app/_pages/wallet";
