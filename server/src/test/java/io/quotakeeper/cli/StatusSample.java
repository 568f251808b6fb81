package io.quotakeeper.cli;

/** A server's answers with one account of each kind. All that they name is invented. */
final class StatusSample {

  static final String QUOTAS =
      """
      {"items": [
        {"account": "beta", "owner": "beta", "provider": "openrouter", "scope": "account",
         "window": "credits", "unit": "usd", "role": "limit", "state": "known", "level": "exhausted",
         "levelCause": "nothing left", "limit": null, "remaining": -0.25, "remainingFraction": 0,
         "resetsAt": null, "expiresAt": null, "observedAt": "2026-03-01T11:59:30Z",
         "ageSeconds": 30, "stale": false, "source": "polled", "forecast": null},
        {"account": "alpha", "owner": "maple", "provider": "cloud-code",
         "scope": "model:gemini-3-flash-with-a-very-long-name", "window": "5h", "unit": "requests",
         "role": "limit", "state": "known", "level": "low", "levelCause": "8.3 % left",
         "limit": 1500, "remaining": 125, "remainingFraction": 0.083333,
         "resetsAt": "2026-03-01T14:55:00Z", "expiresAt": null,
         "observedAt": "2026-03-01T11:53:00Z", "ageSeconds": 420, "stale": true,
         "source": "polled",
         "forecast": {"runsOutAt": "2026-03-01T12:50:00Z", "earliest": "2026-03-01T12:34:00Z",
           "latest": "2026-03-01T13:20:00Z", "confidence": 0.68, "beforeReset": true, "risk": 0.98,
           "burnPerHour": 120, "foreignShare": null, "reason": null}},
        {"account": "alpha", "owner": "maple", "provider": "cloud-code", "scope": "group:gemini",
         "window": "weekly", "unit": "requests", "role": "limit", "state": "unknown",
         "level": "unknown", "levelCause": "not known", "limit": 900, "remaining": null,
         "remainingFraction": null, "resetsAt": "2026-03-04T13:00:00Z", "expiresAt": null,
         "observedAt": "2026-03-01T11:59:30Z", "ageSeconds": 30, "stale": false,
         "source": "polled", "forecast": null},
        {"account": "gamma", "owner": "gamma", "provider": "openai", "scope": "model:gpt-5",
         "window": "rpm", "unit": "requests", "role": "limit", "state": "known", "level": "ok",
         "levelCause": "99.9 % left", "limit": 1000, "remaining": 999, "remainingFraction": 0.999,
         "resetsAt": "2026-03-01T12:00:30Z", "expiresAt": null,
         "observedAt": "2026-03-01T12:00:00Z", "ageSeconds": 0, "stale": false,
         "source": "observed", "forecast": null},
        {"account": "gamma", "owner": "gamma", "provider": "openai", "scope": "account",
         "window": "balance", "unit": "usd", "role": "extra", "state": "known", "level": "ok",
         "levelCause": "no limit is stated", "limit": null, "remaining": 12.3,
         "remainingFraction": null, "resetsAt": null, "expiresAt": "2026-03-11T12:00:00Z",
         "observedAt": "2026-03-01T12:00:00Z", "ageSeconds": 0, "stale": false,
         "source": "polled", "forecast": null},
        {"account": "gamma", "owner": "gamma", "provider": "openai", "scope": "group:batch",
         "window": "daily", "unit": "tokens", "role": "limit", "state": "unlimited", "level": "ok",
         "levelCause": "unlimited", "limit": null, "remaining": null, "remainingFraction": null,
         "resetsAt": null, "expiresAt": null, "observedAt": "2026-03-01T12:00:00Z",
         "ageSeconds": 0, "stale": false, "source": "polled", "forecast": null},
        {"account": "gamma", "owner": "gamma", "provider": "openai", "scope": "model:gpt-6",
         "window": "rpm", "unit": "requests", "role": "limit", "state": "not-entitled",
         "level": "exhausted", "levelCause": "not in the plan", "limit": null, "remaining": null,
         "remainingFraction": null, "resetsAt": null, "expiresAt": null,
         "observedAt": "2026-03-01T12:00:00Z", "ageSeconds": 0, "stale": false,
         "source": "polled", "forecast": null}
      ]}
      """;

  static final String ACCOUNTS =
      """
      {"items": [
        {"id": "alpha", "provider": "cloud-code", "owner": "maple", "tier": "PRO",
         "enabled": true, "status": "degraded", "statusReason": "timed out",
         "lastSync": {"at": "2026-03-01T11:53:00Z", "result": "error", "reason": "timeout"},
         "nextSync": "2026-03-01T12:02:00Z", "headroom": 0.083333, "labels": {"team": "search"}},
        {"id": "beta", "provider": "openrouter", "owner": "beta", "tier": null, "enabled": true,
         "status": "ok", "statusReason": null,
         "lastSync": {"at": "2026-03-01T11:59:30Z", "result": "ok", "reason": null},
         "nextSync": "2026-03-01T12:04:30Z", "headroom": 0, "labels": {}},
        {"id": "delta", "provider": "cloud-code", "owner": "delta", "tier": null, "enabled": true,
         "status": "action-required", "statusReason": "no project is configured",
         "lastSync": null, "nextSync": null, "headroom": null, "labels": {}},
        {"id": "epsilon", "provider": "openai", "owner": "epsilon", "tier": null, "enabled": true,
         "status": "ok", "statusReason": null, "lastSync": null, "nextSync": null,
         "headroom": null, "labels": {}},
        {"id": "gamma", "provider": "openai", "owner": "gamma", "tier": null, "enabled": true,
         "status": "ok", "statusReason": null, "lastSync": null, "nextSync": null,
         "headroom": 0.999, "labels": {}},
        {"id": "zeta", "provider": "openrouter", "owner": "zeta", "tier": null, "enabled": false,
         "status": "disabled", "statusReason": null, "lastSync": null, "nextSync": null,
         "headroom": null, "labels": {}}
      ]}
      """;

  private StatusSample() {}
}
