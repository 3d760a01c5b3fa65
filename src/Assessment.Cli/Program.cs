using Assessment.Cli;

return await CommandLine.RunAsync(args);
