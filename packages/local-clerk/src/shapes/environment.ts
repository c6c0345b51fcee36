import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../passwords.ts';

const ABSENT = {
  enabled: false,
  required: false,
  verifications: [],
  used_for_first_factor: false,
  first_factors: [],
  used_for_second_factor: false,
  second_factors: [],
  verify_at_sign_up: false,
};
const OPTIONAL = { ...ABSENT, enabled: true };
const REQUIRED = { ...OPTIONAL, required: true };

// `immutable` hides "add an address", which would need mail to verify it.
const EMAIL_ADDRESS = { ...REQUIRED, used_for_first_factor: true, immutable: true };

function userSettings() {
  return {
    attributes: {
      email_address: EMAIL_ADDRESS,
      password: REQUIRED,
      first_name: OPTIONAL,
      last_name: OPTIONAL,
      phone_number: ABSENT,
      username: ABSENT,
      web3_wallet: ABSENT,
      authenticator_app: ABSENT,
      backup_code: ABSENT,
      passkey: ABSENT,
    },
    actions: { delete_self: true, create_organization: false },
    social: {},
    enterprise_sso: { enabled: false, self_serve_sso: false, self_serve_directory_sync: false },
    saml: { enabled: false },
    sign_in: { second_factor: { required: false, enabled: false } },
    sign_up: {
      allowlist_only: false,
      progressive: true,
      captcha_enabled: false,
      mode: 'public',
      legal_consent_enabled: false,
      mfa: { required: false },
    },
    password_settings: {
      allowed_special_characters: '',
      disable_hibp: true,
      min_length: MIN_PASSWORD_LENGTH,
      max_length: MAX_PASSWORD_LENGTH,
      require_special_char: false,
      require_numbers: false,
      require_uppercase: false,
      require_lowercase: false,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
    },
    passkey_settings: { allow_autofill: false, show_sign_in_button: false },
    username_settings: { min_length: 4, max_length: 64 },
    attack_protection: { enumeration_protection: { enabled: false } },
  };
}

function theme() {
  const font = { font_family: 'inherit', font_color: '#14211C' };
  return {
    general: {
      ...font,
      color: '#0F5B4A',
      background_color: '#FFFFFF',
      label_font_weight: '500',
      padding: '1em',
      border_radius: '0.5em',
      box_shadow: 'none',
    },
    buttons: { font_color: '#FFFFFF', font_family: 'inherit', font_weight: '500' },
    accounts: { background_color: '#FFFFFF' },
  };
}

function displayConfig(origin: string) {
  return {
    object: 'display_config',
    id: 'display_config_local',
    application_name: 'Scrip',
    // "production" keeps the prebuilt components free of the development-mode notice.
    instance_environment_type: 'production',
    show_devmode_warning: false,
    branded: false,
    preferred_sign_in_strategy: 'password',
    captcha_public_key: null,
    captcha_public_key_invisible: null,
    captcha_widget_type: null,
    captcha_provider: 'turnstile',
    captcha_oauth_bypass: [],
    captcha_heartbeat: false,
    home_url: `${origin}/`,
    sign_in_url: `${origin}/sign-in`,
    sign_up_url: `${origin}/sign-up`,
    user_profile_url: `${origin}/`,
    after_sign_in_url: `${origin}/`,
    after_sign_up_url: `${origin}/`,
    after_sign_out_all_url: `${origin}/sign-in`,
    after_sign_out_one_url: `${origin}/`,
    after_switch_session_url: `${origin}/`,
    organization_profile_url: `${origin}/`,
    create_organization_url: `${origin}/`,
    after_leave_organization_url: `${origin}/`,
    after_create_organization_url: `${origin}/`,
    waitlist_url: `${origin}/`,
    after_join_waitlist_url: `${origin}/`,
    logo_image_url: '',
    favicon_image_url: '',
    support_email: '',
    terms_url: '',
    privacy_policy_url: '',
    theme: theme(),
  };
}

/** What the prebuilt components read first: e-mail and password, nothing social, no captcha, several sessions. */
export function environmentShape(origin: string) {
  return {
    object: 'environment',
    id: 'env_local',
    maintenance_mode: false,
    client_debug_mode: false,
    partitioned_cookies: false,
    auth_config: {
      object: 'auth_config',
      id: 'aac_local',
      single_session_mode: false,
      claimed_at: null,
      reverification: false,
      session_minter: false,
      preferred_channels: {},
      native_settings: null,
    },
    display_config: displayConfig(origin),
    user_settings: userSettings(),
    organization_settings: {
      enabled: false,
      max_allowed_memberships: 0,
      force_organization_selection: false,
      actions: { admin_delete: false },
      domains: { enabled: false, enrollment_modes: [], default_role: null },
      slug: { disabled: true },
      organization_creation_defaults: { enabled: false },
    },
    commerce_settings: {
      object: 'commerce_settings',
      id: 'commerce_settings_local',
      billing: {
        stripe_publishable_key: null,
        organization: { enabled: false, has_paid_plans: false },
        user: { enabled: false, has_paid_plans: false },
      },
    },
    api_keys_settings: { user_api_keys_enabled: false, orgs_api_keys_enabled: false },
    protect_config: { object: 'protect_config', id: 'protect_config_local', loaders: [] },
  };
}
