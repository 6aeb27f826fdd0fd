export default { typescript: { ignoreBuildErrors: true }, serverExternalPackages: ["undici"] };
