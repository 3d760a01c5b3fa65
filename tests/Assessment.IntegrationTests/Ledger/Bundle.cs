using System.Net;
using System.Net.Http.Headers;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.Ledger;

/// <summary>A bundle as an auditor gets it from the service.</summary>
internal static class Bundle
{
    /// <summary>Orders one of now and waits for it.</summary>
    public static async Task<MemoryStream> OfAsync(Api api) => await FetchAsync(api, (await api.Aud.PostAsync("/audit/exports", null)).Is(HttpStatusCode.Accepted));

    /// <summary>Waits for one that was ordered.</summary>
    public static async Task<MemoryStream> FetchAsync(Api api, Answer ordered, string subject = "aud")
    {
        var ct = TestContext.Current.CancellationToken;
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/audit/exports/{ordered.Id}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await api.TokenAsync(subject, "auditor", "RED"));
            using var answer = await api.Http.SendAsync(request, ct);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                var progress = (await Answer.OfAsync(answer)).Json;
                Assert.InRange((long)progress["written"]!, 0, (long)progress["facts"]!);
                await Task.Delay(25, ct);
                continue;
            }

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
            return new MemoryStream(await answer.Content.ReadAsByteArrayAsync(ct));
        }
    }
}
