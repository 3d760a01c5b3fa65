using Assessment.Server;

return await Service.RunAsync(args);
