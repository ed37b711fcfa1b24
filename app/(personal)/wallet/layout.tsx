export { WalletFrame as default } from "@/app/_pages/wallet";
