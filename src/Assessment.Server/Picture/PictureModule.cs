namespace Assessment.Server.Picture;

/// <summary>What this area brings to the service.</summary>
public static class PictureModule
{
    public static void AddPicture(this IServiceCollection services) => services.AddSingleton<StandingsReader>().AddSingleton<CausingFacts>()
        .AddSingleton<PictureFeed>().AddHostedService(provider => provider.GetRequiredService<PictureFeed>());
}
